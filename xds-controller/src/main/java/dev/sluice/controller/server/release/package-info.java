/** The task that advances releases. */
@NullMarked
package dev.sluice.controller.server.release;

import org.jspecify.annotations.NullMarked;
