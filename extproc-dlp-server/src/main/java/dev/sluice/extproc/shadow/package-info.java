/**
 * Inspects bodies with a second set of rules beside the ones in force, and changes no output. It
 * must not know how rules are loaded.
 */
@NullMarked
package dev.sluice.extproc.shadow;

import org.jspecify.annotations.NullMarked;
