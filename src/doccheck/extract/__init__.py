"""Reading a note: by the offline rules, by a model, or by both. What is read is believed by nobody yet."""
