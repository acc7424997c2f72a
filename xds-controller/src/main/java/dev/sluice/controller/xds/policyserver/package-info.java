/**
 * Translators to the messages that policy servers receive. Must not depend on Envoy or on resource
 * types.
 */
@NullMarked
package dev.sluice.controller.xds.policyserver;

import org.jspecify.annotations.NullMarked;
