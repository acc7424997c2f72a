/** The operations on usage. Must not know how usage is counted. */
@NullMarked
package dev.sluice.controller.api.usage;

import org.jspecify.annotations.NullMarked;
