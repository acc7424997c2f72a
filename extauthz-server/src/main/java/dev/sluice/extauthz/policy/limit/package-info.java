/** Rate limits of requests, as policies define them. */
@NullMarked
package dev.sluice.extauthz.policy.limit;

import org.jspecify.annotations.NullMarked;
