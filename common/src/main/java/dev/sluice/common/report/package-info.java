/**
 * What policy servers tell the controller, and how they reach it. It must not know what a policy
 * says, nor where figures come from.
 */
@NullMarked
package dev.sluice.common.report;

import org.jspecify.annotations.NullMarked;
