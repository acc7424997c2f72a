package dev.sluice.extproc.rewriter;

import java.util.ArrayList;
import java.util.List;

/** The edits of a body that have not left yet, in the order of the raw bytes that they replace. */
public final class BodyEdits {
  /**
   * An edit that replaces the raw bytes between two offsets by {@code text}; an insertion if the
   * offsets are equal.
   */
  public static final class Edit {
    private final long from;
    private final long to;
    private final byte[] text;
    private final boolean insertedAfter;

    Edit(long from, long to, byte[] text, boolean behind) {
      this.from = from;
      this.to = to;
      this.text = text;
      this.insertedAfter = behind;
    }

    /** Returns true if the edit is an insertion that belongs to the byte before it. */
    public boolean insertedAfter() {
      return insertedAfter;
    }

    public long from() {
      return from;
    }

    public long to() {
      return to;
    }

    public byte[] text() {
      return text;
    }
  }

  private final List<Edit> edits = new ArrayList<>();
  private long greatestEnd;

  /** Adds an edit; at the same place the later one follows. */
  public void add(long from, long to, byte[] text) {
    edits.add(placeAfter(from), new Edit(from, to, text, false));
    greatestEnd = Math.max(greatestEnd, to);
  }

  /** Inserts text before a byte and before all other edits there. */
  public void insertBefore(long at, byte[] text) {
    edits.add(placeAfter(at - 1), new Edit(at, at, text, false));
    greatestEnd = Math.max(greatestEnd, at);
  }

  /** Inserts text after the byte before an offset and after all other edits there. */
  public void insertAfter(long at, byte[] text) {
    edits.add(placeAfter(at), new Edit(at, at, text, true));
    greatestEnd = Math.max(greatestEnd, at);
  }

  /** Returns true if an edit, present or removed, ends after an offset. */
  public boolean extendBeyond(long offset) {
    return greatestEnd > offset;
  }

  /** Returns true if an edit lies between two offsets. */
  public boolean overlap(long from, long to) {
    return edits.stream().anyMatch(edit -> edit.to() > from && edit.from() < to);
  }

  /** Returns the end of the last edit; 0 if there is none. */
  public long end() {
    return edits.isEmpty() ? 0 : edits.getLast().to();
  }

  /** Removes and returns the edits before {@code watermark}. */
  public List<Edit> takeBefore(long watermark) {
    int count = 0;
    while (count < edits.size() && liesBefore(edits.get(count), watermark)) {
      count++;
    }
    List<Edit> due = edits.subList(0, count);
    List<Edit> taken = List.copyOf(due);
    due.clear();
    return taken;
  }

  /**
   * Returns true if an edit lies before an offset; an insertion before a byte leaves with that
   * byte.
   */
  private static boolean liesBefore(Edit edit, long offset) {
    return edit.to() < offset
        || (edit.to() == offset && (edit.from() < offset || edit.insertedAfter()));
  }

  private int placeAfter(long from) {
    int place = edits.size();
    while (place > 0 && edits.get(place - 1).from() > from) {
      place--;
    }
    return place;
  }
}
