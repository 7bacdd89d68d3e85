/** Loads the model, describes it, and runs it on images of any size; independent of requests. */
@NullMarked
package io.pentimento.server.model;

import org.jspecify.annotations.NullMarked;
