#include "app/doctor.hpp"

#include <future>
#include <iostream>

#include "app/open_store.hpp"
#include "store/store_check.hpp"
#include "store/store_copy.hpp"

namespace signalos::relay {

int run_doctor(Config const& config) {
    bool const sqlite = config.text("store") == "sqlite";
    auto const findings = sqlite ? check_sqlite(config.text("data_dir")) : check_postgres(postgres_options(config));
    bool good = true;
    for (auto const& finding : findings) {
        std::cout << (finding.good ? "ok    storage: " : "WRONG storage: ") << finding.words << "\n";
        good = good && finding.good;
    }
    return good ? 0 : 1;
}

int run_copy(Config const& config) {
    if (config.text("postgresql.dsn").empty())
        throw std::runtime_error(ConfigError{"postgresql.dsn", "\"\"", "say where the copy goes"}.text());
    for (auto const& table : copy_to_postgres(config.text("data_dir"), postgres_options(config)))
        std::cout << table.name << ": " << table.rows << " rows, sha256 " << table.checksum << "\n";
    std::cout << "Everything was copied and verified. Set store = \"postgresql\" and start the relay." << std::endl;
    return 0;
}

int run_migrate(Config const& config) {
    std::promise<Reply<StoreHealth>> answered;
    auto const store = open_store(config, [](std::function<void()> task) { task(); });
    store->ping([&](Reply<StoreHealth> reply) { answered.set_value(reply); });
    auto const health = answered.get_future().get();
    if (!health.ok()) throw std::runtime_error("the store does not answer: " + std::string(code_words(health.reason)));
    std::cout << R"({"store":")" << config.text("store") << R"(","schema":)" << health.value.schema << "}" << std::endl;
    return 0;
}

}  // namespace signalos::relay
