/** The limits of each plan. It must not know how plans are delivered, or any Envoy message. */
@NullMarked
package dev.sluice.extauthz.quota;

import org.jspecify.annotations.NullMarked;
