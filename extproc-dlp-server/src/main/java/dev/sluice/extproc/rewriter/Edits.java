package dev.sluice.extproc.rewriter;

import java.util.ArrayList;
import java.util.List;

/** Changes to a body that have not left yet, in the order of the raw bytes that they replace. */
public final class Edits {
  /** The raw bytes from one offset to another become {@code text}; nothing, where they meet. */
  public static final class Edit {
    private final long from;
    private final long to;
    private final byte[] text;

    Edit(long from, long to, byte[] text) {
      this.from = from;
      this.to = to;
      this.text = text;
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

  /** Adds a change; at the same place the later one comes behind. */
  public void add(long from, long to, byte[] text) {
    edits.add(placeAfter(from), new Edit(from, to, text));
  }

  /** Adds text before whatever else changes at an offset. */
  public void insertBefore(long at, byte[] text) {
    edits.add(placeAfter(at - 1), new Edit(at, at, text));
  }

  /** Where the last change ends; 0 if there is none. */
  public long end() {
    return edits.isEmpty() ? 0 : edits.getLast().to();
  }

  /** Takes out the changes that lie before {@code upTo}. */
  public List<Edit> takeUntil(long upTo) {
    int count = 0;
    while (count < edits.size() && edits.get(count).to() <= upTo) {
      count++;
    }
    List<Edit> due = edits.subList(0, count);
    List<Edit> taken = List.copyOf(due);
    due.clear();
    return taken;
  }

  private int placeAfter(long from) {
    int place = edits.size();
    while (place > 0 && edits.get(place - 1).from() > from) {
      place--;
    }
    return place;
  }
}
