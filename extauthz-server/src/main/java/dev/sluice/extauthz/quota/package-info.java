/**
 * The limits of each plan, and the quotas per day and month: counters in memory that are settled
 * with the controller. It must not know how plans and counts are delivered, or any Envoy message.
 */
@NullMarked
package dev.sluice.extauthz.quota;

import org.jspecify.annotations.NullMarked;
