/** The change feed: reads the change log and delivers each change to a listener. */
@NullMarked
package dev.sluice.controller.store.changefeed;

import org.jspecify.annotations.NullMarked;
