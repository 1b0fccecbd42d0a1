"""andon: cords in, board out, every abnormality a kaizen trigger."""
