/** Tokens that a server issues and verifies itself. Must not know their subjects. */
@NullMarked
package dev.sluice.common.token.issue;

import org.jspecify.annotations.NullMarked;
