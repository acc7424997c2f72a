/**
 * Finding things in requests: which route a host and path belong to, and which patterns a text
 * holds. It must not know who is asking, what a match leads to, or any Envoy message.
 */
@NullMarked
package dev.sluice.common.match;

import org.jspecify.annotations.NullMarked;
