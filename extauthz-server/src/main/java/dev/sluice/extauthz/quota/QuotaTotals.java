package dev.sluice.extauthz.quota;

import java.util.List;

/**
 * An answer of the controller to a batch.
 *
 * @param throughSeq the last batch of the writer that counts
 */
public record QuotaTotals(long throughSeq, List<QuotaTotal> totals) {
  public QuotaTotals {
    totals = List.copyOf(totals);
  }
}
