package dev.sluice.extproc.notation;

/** A notation that begins with one of a few bytes. */
interface Notation {
  /** A result: no notation begins here. */
  int NONE = 0;

  /** A result: the text that follows decides. */
  int OPEN = -1;

  /** A result: a run of base64 begins here. */
  int RUN = 1;

  /** The most bytes before a notation that may decide whether it is one. */
  int LOOK_BEHIND = 52;

  /**
   * Reads the notation at a position and adds the bytes that it stands for.
   *
   * @return its length, {@link #NONE} or {@link #OPEN}
   */
  int read(NotationText text, int at, ShownBytes shown);
}
