"""Words that open: facts, cells, quotations, terms."""
