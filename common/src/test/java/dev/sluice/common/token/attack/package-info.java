/** Attacks on tokens as tables: one row is one cause, with what stands against it. */
@NullMarked
package dev.sluice.common.token.attack;

import org.jspecify.annotations.NullMarked;
