/** What is told of records counts once, whatever is away or killed. */
@NullMarked
package dev.sluice.extproc.usage;

import org.jspecify.annotations.NullMarked;
