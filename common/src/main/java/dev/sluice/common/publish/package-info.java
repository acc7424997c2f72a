/**
 * The publishes that a policy server works with, as the controller delivered them last. It must not
 * know how they came or what a server makes of them.
 */
@NullMarked
package dev.sluice.common.publish;

import org.jspecify.annotations.NullMarked;
