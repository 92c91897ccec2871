"""Seminars: what a tutor's page is made of, and the sheet, deck, lists and quizzes made from it."""
