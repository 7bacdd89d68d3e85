/**
 * Loads the model, describes it, and runs it on images of any size. It knows nothing of requests.
 */
@NullMarked
package io.pentimento.server.model;

import org.jspecify.annotations.NullMarked;
