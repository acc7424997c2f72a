/** Attacks on what a request shows to be let in, as tables, through all that reads it. */
@NullMarked
package dev.sluice.extauthz.attack;

import org.jspecify.annotations.NullMarked;
