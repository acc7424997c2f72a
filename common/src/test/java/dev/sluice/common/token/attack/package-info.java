/** The attacks on tokens as tables; each row has a single reason and its reference. */
@NullMarked
package dev.sluice.common.token.attack;

import org.jspecify.annotations.NullMarked;
