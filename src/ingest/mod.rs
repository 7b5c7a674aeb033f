//! "Here is a file: give me its pages." Decoding and formats; no restoration.
