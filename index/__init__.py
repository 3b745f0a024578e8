"""Bottom room: files become documents, passages, vectors and words, all kept."""
