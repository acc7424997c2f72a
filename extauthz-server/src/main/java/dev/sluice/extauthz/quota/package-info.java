/**
 * How much a subscriber may use. It must not know how limits are delivered, or any Envoy message.
 */
@NullMarked
package dev.sluice.extauthz.quota;

import org.jspecify.annotations.NullMarked;
