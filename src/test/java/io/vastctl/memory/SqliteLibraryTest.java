package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sqlite.util.LibraryLoaderUtil;

class SqliteLibraryTest {

    @Test
    void theLibraryIsTheOneThatTheDriverWouldTake() {
        assertThat(SqliteLibrary.packed()).isEqualTo(LibraryLoaderUtil.getNativeLibResourcePath());
        assertThat(SqliteLibrary.class.getResource(SqliteLibrary.packed() + "/" + LibraryLoaderUtil.getNativeLibName()))
                .isNotNull();
    }
}
