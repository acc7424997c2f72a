/** The output that all commands share. It must not know any command. */
@NullMarked
package dev.sluice.ctl.output;

import org.jspecify.annotations.NullMarked;
