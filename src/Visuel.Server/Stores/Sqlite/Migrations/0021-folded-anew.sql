-- Texts are folded by more rules (docs/decisions/0007): all anew, at this start.
UPDATE search_texts SET text = NULL;
