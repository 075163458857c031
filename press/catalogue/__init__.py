"""All articles together: cards on shelves, what belongs to what, and one edition of it all."""
