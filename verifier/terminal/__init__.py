"""The officer's terminal: `verifier scan`, a Textual application that shows what `check` says and judges nothing."""
