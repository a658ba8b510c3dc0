"""Where HTML is read: the page of an article, and the markup that other documents carry."""
