/**
 * Loads the model, describes it, and runs it on images of any size. It knows nothing of requests.
 */
package io.pentimento.server.model;
