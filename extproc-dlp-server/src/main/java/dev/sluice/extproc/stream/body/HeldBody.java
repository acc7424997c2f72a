package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/**
 * The bytes that one direction of a stream holds: output that waits for its verdict or for Envoy,
 * and bytes inside the inspection. All of them count against the server's budget.
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

  /** Appends output; returns false and appends nothing if the budget is exhausted. */
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

  /** Sets how many bytes the inspection holds; returns false if the budget is exhausted. */
  boolean setInspectionBytes(long bytes) {
    long more = bytes - inside;
    if (more > 0 && !budget.reserve(more)) {
      return false;
    }
    budget.release(Math.max(0, -more));
    inside = bytes;
    return true;
  }

  /** Removes and returns the first piece, which counts until all output has been {@link #sent}. */
  ByteString takeNext() {
    ByteString piece = pieces.remove();
    leave(piece.size());
    return piece;
  }

  /** Releases the budget of the removed output, because Envoy has received it. */
  public void sent() {
    budget.release(leaving);
    leaving = 0;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** Returns all output without removing it. */
  Iterable<ByteString> pieces() {
    return Collections.unmodifiableCollection(pieces);
  }

  /** Removes and returns all output as one piece. */
  ByteString takeAll() {
    ByteString whole = ByteString.copyFrom(pieces);
    pieces.clear();
    leave(size);
    return whole;
  }

  /** Drops all bytes and releases their budget. */
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
