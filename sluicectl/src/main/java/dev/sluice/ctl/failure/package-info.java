/** The failures that end a command. It must not know any command. */
@NullMarked
package dev.sluice.ctl.failure;

import org.jspecify.annotations.NullMarked;
