package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one direction of a stream holds: inspected bytes whose verdict is not known or that Envoy
 * has not taken yet, and those that the inspection has not let go of. All of it is counted against
 * the server's budget.
 */
public final class HeldBody {
  private static final int LARGEST_MESSAGE = 1 << 16;

  private final ByteBudget budget;
  private final Deque<ByteString> pieces = new ArrayDeque<>();
  private long size;
  private long leaving;
  private long inside;

  public HeldBody(ByteBudget budget) {
    this.budget = budget;
  }

  /** Takes a piece behind others; false, and nothing added, when the budget is used up. */
  boolean add(ByteString piece) {
    if (piece.isEmpty()) {
      return true;
    }
    if (!budget.reserve(piece.size())) {
      return false;
    }
    size += piece.size();
    ByteString last = pieces.peekLast();
    if (last != null && last.size() + piece.size() <= LARGEST_MESSAGE) {
      pieces.removeLast();
      pieces.add(last.concat(piece));
    } else {
      pieces.add(piece);
    }
    return true;
  }

  /** Notes how much the inspection holds itself; false when the budget is used up. */
  boolean setInspectionBytes(long bytes) {
    long more = bytes - inside;
    if (more > 0 && !budget.reserve(more)) {
      return false;
    }
    budget.release(Math.max(0, -more));
    inside = bytes;
    return true;
  }

  /** Takes out the first piece, which is counted until all has been {@link #sent}. */
  ByteString takeNext() {
    ByteString piece = pieces.remove();
    leave(piece.size());
    return piece;
  }

  /** Envoy has taken everything that was taken out. */
  public void sent() {
    budget.release(leaving);
    leaving = 0;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** Takes out everything as one. */
  ByteString takeAll() {
    ByteString whole = ByteString.copyFrom(pieces);
    pieces.clear();
    leave(size);
    return whole;
  }

  /** Lets go of everything. */
  public void drop() {
    pieces.clear();
    budget.release(size + leaving + inside);
    size = 0;
    leaving = 0;
    inside = 0;
  }

  private void leave(long bytes) {
    size -= bytes;
    leaving += bytes;
  }
}
