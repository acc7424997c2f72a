/** What a client reads when an exchange is refused. It must not know who refuses, nor why. */
@NullMarked
package dev.sluice.common.error;

import org.jspecify.annotations.NullMarked;
