/**
 * The framings of a body: each reads bytes and feeds the scanners of the channels in them. JSON and
 * item streams are in packages below. It must not know which rules apply or how the body leaves.
 */
@NullMarked
package dev.sluice.extproc.framing;

import org.jspecify.annotations.NullMarked;
