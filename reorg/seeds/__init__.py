"""The source articles: cards, quotations, codings, and the tables made from them."""
