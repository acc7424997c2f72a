/**
 * Parts that every kind of compiled object uses: affected ids, encoding, active findings and
 * isolation of failures. Must not depend on one kind of object.
 */
@NullMarked
package dev.sluice.controller.compile.object;

import org.jspecify.annotations.NullMarked;
