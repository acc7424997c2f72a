/** The options that select usage. It must not know any command. */
@NullMarked
package dev.sluice.ctl.usage;

import org.jspecify.annotations.NullMarked;
