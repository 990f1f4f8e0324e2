"""What people change in a browser, in the files of the commands: one message of a catalogue, or a clinic's brand."""
