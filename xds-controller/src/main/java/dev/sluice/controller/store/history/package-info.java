/** The history: revisions of each cluster and changes made through a portal. */
@NullMarked
package dev.sluice.controller.store.history;

import org.jspecify.annotations.NullMarked;
