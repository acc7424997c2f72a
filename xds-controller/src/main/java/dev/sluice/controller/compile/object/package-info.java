/**
 * Parts that every kind of compiled object uses: affected ids, encoding, active findings and
 * isolation of failures.
 */
@NullMarked
package dev.sluice.controller.compile.object;

import org.jspecify.annotations.NullMarked;
