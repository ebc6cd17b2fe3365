package io.vastctl.memory;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Defaults that the operator stored with {@code config set}. Knows keys and values, not their meaning. */
public final class StoredSettings {

    private final Database database;

    public StoredSettings(Database database) {
        this.database = database;
    }

    public Optional<String> get(String key) {
        return database.read(
                "read the setting " + key,
                session -> session.first(
                        "SELECT setting_value FROM settings WHERE setting_key = ?",
                        row -> row.text("setting_value"),
                        key));
    }

    public void set(String key, String value) {
        database.write("store the setting " + key, session -> session.update("""
                INSERT INTO settings (setting_key, setting_value, updated_at_ms) VALUES (?, ?, ?)
                ON CONFLICT (setting_key) DO UPDATE
                SET setting_value = excluded.setting_value, updated_at_ms = excluded.updated_at_ms""", key, value, database.now()));
    }

    /** Tells whether there was such a setting */
    public boolean unset(String key) {
        return database.write(
                "remove the setting " + key,
                session -> session.update("DELETE FROM settings WHERE setting_key = ?", key) > 0);
    }

    /** Sorted by key. */
    public Map<String, String> list() {
        return database.read("read the settings", session -> {
            Map<String, String> settings = new TreeMap<>();
            session.list(
                    "SELECT setting_key, setting_value FROM settings",
                    row -> settings.put(row.text("setting_key"), row.text("setting_value")));
            return settings;
        });
    }
}
