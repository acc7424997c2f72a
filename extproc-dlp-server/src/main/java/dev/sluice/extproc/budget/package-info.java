/**
 * The budgets of tokens and money, and the limits of concurrent exchanges: which apply to a caller,
 * and the counters of this server. It must not know bodies or Envoy's messages.
 */
@NullMarked
package dev.sluice.extproc.budget;

import org.jspecify.annotations.NullMarked;
