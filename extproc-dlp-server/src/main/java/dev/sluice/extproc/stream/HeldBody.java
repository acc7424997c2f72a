package dev.sluice.extproc.stream;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The inspected bytes of a body whose verdict is not known, counted against the server's budget.
 */
final class HeldBody {
  private final ByteBudget budget;
  private final Deque<ByteString> pieces = new ArrayDeque<>();
  private long size;

  HeldBody(ByteBudget budget) {
    this.budget = budget;
  }

  /** False, and nothing added, when the budget is used up. */
  boolean add(ByteString piece) {
    if (piece.isEmpty()) {
      return true;
    }
    if (!budget.take(piece.size())) {
      return false;
    }
    size += piece.size();
    pieces.add(piece);
    return true;
  }

  /** Takes out the first piece. */
  ByteString next() {
    ByteString piece = pieces.remove();
    size -= piece.size();
    budget.giveBack(piece.size());
    return piece;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** Takes out everything as one. */
  ByteString all() {
    ByteString whole = ByteString.copyFrom(pieces);
    drop();
    return whole;
  }

  void drop() {
    pieces.clear();
    budget.giveBack(size);
    size = 0;
  }
}
