package dev.sluice.common.settle;

import java.util.List;

/**
 * An answer of the controller to a batch.
 *
 * @param throughSeq the last batch of the writer that counts
 */
public record SettledTotals<T>(long throughSeq, List<T> totals) {
  public SettledTotals {
    totals = List.copyOf(totals);
  }
}
