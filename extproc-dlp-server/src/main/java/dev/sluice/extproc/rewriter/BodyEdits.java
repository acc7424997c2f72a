package dev.sluice.extproc.rewriter;

import java.util.ArrayList;
import java.util.List;

/** Changes to a body that have not left yet, in the order of the raw bytes that they replace. */
public final class BodyEdits {
  /** The raw bytes from one offset to another become {@code text}; nothing, where they meet. */
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

    /** True if nothing is replaced, and the text belongs to the byte before it. */
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
  private long furthest;

  /** Adds a change; at the same place the later one comes behind. */
  public void add(long from, long to, byte[] text) {
    edits.add(placeAfter(from), new Edit(from, to, text, false));
    furthest = Math.max(furthest, to);
  }

  /** Adds text before the byte at an offset, and before whatever else changes there. */
  public void insertBefore(long at, byte[] text) {
    edits.add(placeAfter(at - 1), new Edit(at, at, text, false));
    furthest = Math.max(furthest, at);
  }

  /** Adds text behind the byte before an offset, and behind whatever else changes there. */
  public void insertAfter(long at, byte[] text) {
    edits.add(placeAfter(at), new Edit(at, at, text, true));
    furthest = Math.max(furthest, at);
  }

  /** True if some change, made or taken out already, reaches beyond an offset. */
  public boolean extendBeyond(long offset) {
    return furthest > offset;
  }

  /** True if a change that is not taken out yet lies between two offsets. */
  public boolean overlap(long from, long to) {
    return edits.stream().anyMatch(edit -> edit.to() > from && edit.from() < to);
  }

  /** Where the last change ends; 0 if there is none. */
  public long end() {
    return edits.isEmpty() ? 0 : edits.getLast().to();
  }

  /** Takes out the changes that lie before {@code upTo}. */
  public List<Edit> takeBefore(long upTo) {
    int count = 0;
    while (count < edits.size() && liesBefore(edits.get(count), upTo)) {
      count++;
    }
    List<Edit> due = edits.subList(0, count);
    List<Edit> taken = List.copyOf(due);
    due.clear();
    return taken;
  }

  /** What is added before a byte leaves with it. */
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
