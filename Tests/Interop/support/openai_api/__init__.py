"""The OpenAI API as the facts beside the checkout describe it: what it takes, and what it answers."""
