/** The notation of rate limits in policy files and policy rows. */
@NullMarked
package dev.sluice.common.limit;

import org.jspecify.annotations.NullMarked;
