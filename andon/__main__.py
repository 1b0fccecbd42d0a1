"""`python -m andon` is `andon`."""

from andon.cli import main

if __name__ == "__main__":
    main()
