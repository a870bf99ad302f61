"""What the words of the trade mean: Indonesian, local and English forms of one thing stand in one row.

A row is (concept, broader concept or "", forms). The concept's own name is a form too; forms of several words are found as
phrases before single words; spelling variants are simply forms. Plurals and -nya, -an are undone by the reader.
"""

from typing import NamedTuple

Row = tuple[str, str, str]

#: What is made or done: these words say what a need is about.
THINGS: tuple[Row, ...] = (
    # lurik, batik
    ("tenun", "kain", "woven, weaving, weave, pertenunan, ikat, tenun ikat"),
    ("atbm", "tenun", "handloom, handwoven, tenun tangan, gedog, alat tenun bukan mesin"),
    ("lurik", "tenun", "luri, striped, stripe, bergaris, garis garis"),
    ("stagen", "tenun", "bengkung, setagen"),
    ("batik", "kain", "batikan, membatik, pembatikan"),
    ("batik tulis", "batik", "hand drawn batik, batik hand drawn, handdrawn, hand drawn, canting"),
    ("batik cap", "batik", "hand stamped batik, hand stamped, stamped batik, batik kombinasi"),
    ("batik printing", "batik", "printed batik, batik print, printing batik"),
    ("jarik", "kain", "kain panjang, jarit, tapih"),
    ("sarung", "kain", "sarong"),
    ("selendang", "kain", "syal, scarf, scarves, shawl, stola"),
    ("taplak", "kain", "taplak meja, tablecloth, table cloth, table runner, table linen"),
    ("serbet", "kain", "lap, lap makan, napkin, tea towel, kitchen towel"),
    ("sprei", "kain", "seprai, bed sheet, bedsheet, bed linen, sarung bantal, pillow case, selimut, blanket"),
    ("gorden", "kain", "gordyn, tirai, curtain"),
    # konveksi
    ("konveksi", "", "konfeksi, garmen, garment, apparel, jahit, menjahit, penjahit, sewing, tailor, maklun, makloon, cmt, pakaian jadi, clothing"),
    ("seragam", "konveksi", "uniform, seragam kerja, baju seragam, baju kerja, pakaian kerja, work wear, workwear, work clothes, pdh, pdl"),
    ("wearpack", "seragam", "werpak, coverall, katelpak"),
    ("seragam sekolah", "seragam", "school uniform"),
    ("kaos", "konveksi", "kaus, t shirt, tshirt, tee shirt, polo shirt, kaos oblong"),
    ("kemeja", "konveksi", "hem, shirt, blouse, blus"),
    ("celana", "konveksi", "trousers, trouser, pants, jeans"),
    ("jaket", "konveksi", "jacket, hoodie, sweater"),
    ("rompi", "konveksi", "vest, safety vest"),
    ("daster", "konveksi", "piyama, pyjama, house dress, baju tidur"),
    ("busana muslim", "konveksi", "gamis, mukena, jilbab, hijab, kerudung, muslim wear"),
    ("pakaian bayi", "konveksi", "baju bayi, perlengkapan bayi, baby wear, babywear, baby clothes"),
    ("pakaian dalam", "konveksi", "underwear, celana dalam"),
    ("masker", "konveksi", "masker kain, face mask, cloth mask"),
    ("celemek", "konveksi", "apron"),
    ("topi", "konveksi", "hat, baseball cap"),
    ("tas", "", "bag, tas kain, tote bag, totebag, goodie bag, goody bag, cloth bag, pouch, backpack, ransel"),
    ("bordir", "", "bordiran, embroidery, embroidered"),
    ("sablon", "", "screen print, screen printing, silk screen, penyablonan"),
    ("sepatu", "", "shoe, footwear, alas kaki, sepatu boot, sepatu but"),
    ("sandal", "", "sendal, slipper"),
    # keramik
    ("keramik", "", "gerabah, grabah, tembikar, pottery, earthenware, stoneware, ceramic, terakota, terracotta, clay ware, porselen, porcelain"),
    ("peralatan makan", "", "alat makan, tableware, dinnerware, dinner set, perlengkapan makan, crockery"),
    ("piring", "peralatan makan", "plate, pring"),
    ("mangkuk", "peralatan makan", "mangkok, bowl"),
    ("cangkir", "peralatan makan", "mug, cup, gelas keramik, gelas, drinking glass"),
    ("poci", "peralatan makan", "teko, teapot, tea pot, tea set, poci teh"),
    ("cobek", "", "cowek, layah, ulekan, mortar"),
    ("kendi", "", "water jug, jug, tempayan, gentong"),
    ("guci", "", "jar, urn"),
    ("vas", "", "vase, vas bunga, flower vase"),
    ("pot", "", "planter, flower pot, plant pot, pot bunga, pot tanaman"),
    ("celengan", "", "piggy bank, money box"),
    ("anglo", "", "tungku, stove"),
    ("genteng", "", "roof tile, genting"),
    ("batu bata", "", "bata, bata merah, brick"),
    # lereng merapi
    ("kopi", "", "coffee, robusta, arabika, arabica, green bean, biji kopi, coffee bean, kopi bubuk"),
    ("teh", "", "tea"),
    ("susu", "", "milk, susu segar, fresh milk, raw milk, susu sapi, dairy"),
    ("yoghurt", "", "yogurt, yogurth"),
    ("keju", "", "cheese"),
    ("tembakau", "", "tobacco"),
    ("cabai", "sayur", "cabe, lombok, chili, chilli, chile"),
    ("sayur", "", "sayuran, vegetable, sayur mayur"),
    ("buah", "", "fruit, buah segar"),
    ("madu", "", "honey"),
    ("kambing", "ternak", "goat, domba, sheep"),
    ("sapi", "ternak", "cattle, cow, beef cattle"),
    ("ayam", "ternak", "chicken, poultry, unggas"),
    ("bebek", "ternak", "duck, itik"),
    ("telur", "", "egg, telor"),
    ("ternak", "", "livestock, peternakan"),
    ("empon empon", "", "rempah, spice, jamu, herbal, kencur"),
    ("jahe", "empon empon", "ginger"),
    ("kunyit", "empon empon", "kunir, turmeric"),
    ("kapulaga", "empon empon", "cardamom"),
    ("adas", "empon empon", "fennel"),
    ("beras", "", "rice, gabah"),
    ("pupuk", "", "fertilizer, fertiliser, kompos, compost, pupuk organik"),
    ("bibit", "", "benih, seed, seedling"),
    # makanan olahan
    ("keripik", "camilan", "kripik, chips, crisps, ceriping, criping"),
    ("kerupuk", "camilan", "krupuk, cracker"),
    ("karak", "kerupuk", "gendar, rice cracker"),
    ("rambak", "kerupuk", "rambak sapi, rambak kulit"),
    ("peyek", "camilan", "rempeyek"),
    ("camilan", "", "cemilan, snack, makanan ringan, jajanan, jajan"),
    ("abon", "", "meat floss, shredded meat"),
    ("dendeng", "", "jerky"),
    ("soun", "", "sohun, so un, suun, glass noodle, vermicelli"),
    ("bihun", "", "rice noodle"),
    ("mie", "", "mi, noodle, bakmi"),
    ("tempe", "", "tempeh"),
    ("tahu", "", "tofu, bean curd"),
    ("jenang", "camilan", "dodol"),
    ("jadah", "camilan", "wajik, jadah tempe"),
    ("kue", "camilan", "jajan pasar, cake, bolu, pastry"),
    ("kue basah", "kue", "lemper, nagasari"),
    ("kue kering", "kue", "cookies, cookie, biskuit, biscuit, nastar"),
    ("roti", "", "bread, bakery"),
    ("sambal", "", "sambel, chili sauce"),
    ("bumbu", "", "seasoning, condiment, bumbu masak"),
    ("kecap", "", "soy sauce"),
    ("gula", "", "sugar, gula jawa, gula aren, gula kelapa, palm sugar, coconut sugar"),
    ("minyak", "", "oil, minyak goreng, cooking oil, minyak kelapa"),
    ("minuman", "", "beverage, drink, sirup, syrup, juice, jus"),
    ("bakso", "", "meatball, pentol"),
    ("makanan beku", "", "frozen food"),
    ("sosis", "makanan beku", "sausage"),
    ("nugget", "makanan beku", "naget"),
    ("katering", "", "catering, jasa boga, nasi kotak, nasi box, lunch box, snack box, rantangan, prasmanan, buffet, meal, boxed meal"),
    # mebel
    ("mebel", "", "meubel, mebeler, furnitur, furniture, perabot"),
    ("kursi", "mebel", "chair, bangku, bench, stool, dingklik, sofa"),
    ("meja", "mebel", "table, desk"),
    ("lemari", "mebel", "almari, wardrobe, cabinet, kabinet, cupboard, bufet"),
    ("rak", "mebel", "shelf, shelves, shelving, rack"),
    ("tempat tidur", "mebel", "dipan, ranjang, bed frame, bed"),
    ("kitchen set", "mebel", "lemari dapur, kitchen cabinet"),
    ("mebel taman", "mebel", "garden furniture, outdoor furniture"),
    ("kusen", "", "door frame, window frame, jendela, window"),
    ("pintu", "", "door"),
    ("gebyok", "mebel", "carved screen, joglo, limasan"),
    ("palet", "", "pallet, pallets"),
    ("peti", "", "peti kayu, crate, wooden crate, krat"),
    ("ukir", "", "ukiran, carving, carved, mengukir"),
    # logam
    ("cor logam", "", "pengecoran, pengecoran logam, casting, foundry, cast iron, besi cor, cor besi, metal casting"),
    ("bubut", "", "lathe, machining, cnc, milling, turning, pembubutan, permesinan"),
    ("las", "", "welding, pengelasan, fabrikasi, fabrication, bengkel las"),
    ("tempa", "", "forging, pandai besi, blacksmith, forged"),
    ("stamping", "", "metal stamping, press part"),
    ("blok rem", "suku cadang", "brake block, brake shoe, rem kereta, kampas rem"),
    ("silinder", "suku cadang", "cylinder, cylinder sleeve, sleeve"),
    ("pulley", "suku cadang", "puli, pully"),
    ("roda gigi", "suku cadang", "gear, gir"),
    ("pompa", "suku cadang", "pump, komponen pompa, pump part"),
    ("suku cadang", "", "spare part, sparepart, spareparts, komponen, component, onderdil"),
    ("cetakan", "", "jig, dies, mould, mold, molding, matras"),
    ("tutup manhole", "", "manhole, manhole cover, grill besi, grating"),
    ("lampu taman", "", "garden lamp, street lamp, tiang lampu, lamp post"),
    ("wajan", "", "frying pan, wok, dandang, panci, cookware, alat masak"),
    ("pagar", "", "fence, teralis, trellis, railing, kanopi, canopy"),
    ("alat pertanian", "", "cangkul, hoe, sabit, sickle, farm tool"),
    # desa wisata
    ("wisata", "", "tour, tourism, desa wisata, ecotourism, village tourism, paket wisata, outing, gathering, study tour, piknik"),
    ("homestay", "wisata", "penginapan, guest house, guesthouse, lodging"),
    ("outbound", "wisata", "team building, rafting"),
    ("umbul", "wisata", "snorkeling, snorkelling, kolam renang, pemancingan"),
    ("pramuwisata", "wisata", "guide, tour guide, pemandu"),
    ("lokakarya", "", "workshop, pelatihan, training class"),
    # handycraft
    ("kerajinan", "", "kriya, handicraft, handycraft, craft, crafts, kerajinan tangan, handcraft"),
    ("suvenir", "kerajinan", "souvenir, sovenir, cendera mata, cinderamata, cenderamata, oleh oleh, merchandise, corporate gift, gift, hampers, bingkisan, parsel"),
    ("payung", "kerajinan", "umbrella, parasol, payung lukis"),
    ("wayang", "kerajinan", "shadow puppet, puppet, wayang kulit"),
    ("anyaman", "kerajinan", "anyam, basket, basketry, wicker, keranjang, besek, tampah, caping"),
    ("tikar", "kerajinan", "mat, floor mat, mendong"),
    ("kemoceng", "kerajinan", "kemucing, sulak, feather duster, duster"),
    ("sapu", "", "broom, sapu lidi"),
    ("topeng", "kerajinan", "carnival mask, wooden mask"),
    ("batik kayu", "kerajinan", "wooden batik, topeng batik"),
    ("blangkon", "kerajinan", "belangkon"),
    ("payet", "kerajinan", "beads, bead, sequin, manik manik"),
    ("dekorasi", "", "decor, decoration, hiasan, home decor, pajangan"),
    ("lilin", "", "candle, aromaterapi, aromatherapy"),
    ("sabun", "", "soap"),
    ("mainan", "", "toy, mainan anak, educational toy"),
    ("perhiasan", "", "jewellery, jewelry, emas, gold, perak, silver"),
    # minapolitan
    ("lele", "ikan", "catfish, ikan lele"),
    ("nila", "ikan", "tilapia, ikan nila"),
    ("gurami", "ikan", "gurame, gourami, gouramy, ikan gurami"),
    ("ikan mas", "ikan", "carp, karper, tombro"),
    ("benih ikan", "ikan", "bibit ikan, benih lele, benih nila, benih gurami, fingerling, fish fry, fish seed"),
    ("fillet", "ikan", "filet, fish fillet"),
    ("bakso ikan", "ikan", "fish ball, fishball, nugget ikan, fish nugget"),
    ("abon lele", "lele", "abon ikan, fish floss"),
    ("pakan", "", "feed, fish feed, pakan ikan, pakan ternak, animal feed, pelet"),
    # penunjang
    ("sekam", "", "rice husk, husk, biomassa, biomass, sekam padi"),
    ("bekatul", "", "dedak, rice bran, bran"),
    ("briket", "", "arang, charcoal, briquette"),
    ("kemasan", "", "packaging, kardus, carton, karton, packing, repacking, pengemasan, botol, bottle"),
    ("percetakan", "", "printing, cetak, brosur, brochure, banner, spanduk, undangan"),
    ("atk", "", "alat tulis, alat tulis kantor, stationery, office supplies"),
    ("kebersihan", "", "cleaning, cleaning service, jasa kebersihan, janitorial"),
    ("laundry", "", "binatu, penatu, loundry"),
    ("pertamanan", "", "landscaping, gardening, perawatan taman, tanaman hias"),
    ("angkutan", "", "transport, transportation, trucking, truk, truck, ekspedisi, logistik, logistics, freight, kargo"),
    ("sewa mobil", "", "rental mobil, rent car, car rental, car hire, bus wisata, sewa bus"),
    ("bongkar muat", "", "tenaga bongkar, loading labour, stevedoring"),
    ("perawatan mesin", "", "bengkel, maintenance, servis, repair, reparasi"),
    ("bahan bangunan", "", "material bangunan, building materials, building material, paving, batako, semen, pasir"),
    ("beton", "bahan bangunan", "concrete, beton cor, cor beton, precast, u ditch"),
    ("limbah", "", "scrap, rosok, rongsok, recycling, daur ulang"),
    ("air minum", "", "air galon, drinking water, galon, air mineral"),
)  # fmt: skip

#: Families and materials: too wide to make a match alone, good to refine one.
MATERIALS: tuple[Row, ...] = (
    ("kain", "", "fabric, cloth, textile, tekstil, bahan kain"),
    ("katun", "kain", "cotton, mori, drill, denim"),
    ("sutra", "kain", "silk, sutera"),
    ("pakaian", "", "busana, baju, clothes, fashion, wear"),
    ("ikan", "", "fish, perikanan, fishery"),
    ("makanan", "", "food, kuliner, pangan"),
    ("daging", "", "meat, beef"),
    ("kayu", "", "wood, wooden, timber, lumber"),
    ("jati", "kayu", "teak, kayu jati, teak wood, teakwood"),
    ("mahoni", "kayu", "mahogany"),
    ("sengon", "kayu", "albasia, albizia"),
    ("rotan", "", "rattan"),
    ("bambu", "", "bamboo, pring wulung"),
    ("pandan", "", "pandanus"),
    ("eceng gondok", "", "enceng gondok, water hyacinth"),
    ("logam", "", "metal, metals"),
    ("besi", "logam", "iron"),
    ("baja", "logam", "steel, stainless"),
    ("aluminium", "logam", "aluminum, alumunium"),
    ("kuningan", "logam", "brass, tembaga, copper, perunggu, bronze"),
    ("kulit", "", "leather"),
    ("plastik", "", "plastic"),
    ("singkong", "", "cassava, ketela, telo"),
    ("pisang", "", "banana"),
    ("kedelai", "", "soybean, kedele"),
    ("kelapa", "", "coconut"),
    ("jagung", "", "corn, maize"),
)  # fmt: skip

#: How a thing is: weighs next to nothing, but is understood in both languages.
TRAITS: tuple[Row, ...] = (
    ("buatan tangan", "", "handmade, hand made, hand crafted, handcrafted"),
    ("pewarna alam", "", "pewarna alami, natural dye, naturaldye, warna alam, indigo"),
    ("segar", "", "fresh"),
    ("hidup", "", "live"),
    ("beku", "", "frozen"),
    ("kering", "", "dried, dry"),
    ("pedas", "", "spicy, hot"),
    ("manis", "", "sweet"),
    ("organik", "", "organic"),
    ("panggang", "", "grilled, sangrai, roasted, roast"),
    ("goreng", "", "fried"),
    ("anak", "", "children, child, kids"),
    ("dapur", "", "kitchen"),
    ("kebun", "", "garden"),
    ("putih", "", "white"),
    ("hitam", "", "black"),
    ("merah", "", "red"),
    ("biru", "", "blue, navy"),
    ("besar", "", "large, big"),
    ("kecil", "", "small, mini"),
)  # fmt: skip


class Sense(NamedTuple):
    """What an ambiguous word means when one of `company` (words, or slugs of clusters) stands in the same text."""

    concept: str
    company: str


_FISH = "ikan fish kolam pond lele nila gurami gurame bibit benih fillet hidup live minapolitan"
_PLAITED = "bambu bamboo rotan rattan pandan mendong basket keranjang handycraft"
_CASTING = "logam besi iron aluminium kuningan baja metal foundry pengecoran bubut"

#: Words that mean something only in company; in none they mean nothing, not even themselves.
AMBIGUOUS: dict[str, tuple[Sense, ...]] = {
    "mas": (Sense("ikan mas", _FISH),),  # otherwise a way to say emas, or to address a man
    "cap": (Sense("batik cap", "batik tulis canting malam mori kain"),),  # otherwise a brand
    "stamped": (Sense("batik cap", "batik wax"),),
    "tulis": (Sense("batik tulis", "batik canting malam mori kain cap"),),
    "drawn": (Sense("batik tulis", "batik wax"),),
    "wax": (Sense("batik", "batik resist dyed fabric"),),
    "cor": (
        Sense("beton", "beton semen concrete jalan lantai readymix"),
        Sense("cor logam", f"{_CASTING} wajan mesin pulley manhole blok"),
    ),
    "cast": (Sense("cor logam", _CASTING),),
    "pot": (
        Sense("pot", "bunga tanaman flower plant keramik gerabah tanah garden taman hias vas"),
    ),
    # otherwise short for potong, pieces
    "fry": (Sense("benih ikan", _FISH),),
    "handwoven": (Sense("anyaman", _PLAITED), Sense("atbm", "*")),
    "weaving": (Sense("anyaman", _PLAITED), Sense("tenun", "*")),
    "woven": (Sense("anyaman", _PLAITED), Sense("tenun", "*")),
    "bibit": (Sense("benih ikan", _FISH.replace("bibit benih ", "")), Sense("bibit", "*")),
    "benih": (Sense("benih ikan", _FISH.replace("bibit benih ", "")), Sense("bibit", "*")),
    "seed": (Sense("benih ikan", "fish tilapia catfish carp"), Sense("bibit", "*")),
    "plate": (Sense("besi", "steel metal iron aluminium besi"), Sense("piring", "*")),
    "chips": (Sense("kayu", "wood wooden"), Sense("keripik", "*")),
    "bed": (Sense("sprei", "sheet linen"), Sense("tempat tidur", "*")),
    "printing": (
        Sense("batik printing", "batik"),
        Sense("sablon", "kaos shirt screen t"),
        Sense("percetakan", "*"),
    ),
    "hot": (Sense("pedas", "chili sambal sauce chips snack keripik"),),
    "live": (Sense("hidup", "fish ikan lele nila gurami catfish tilapia"),),
    "buah": (
        Sense("buah", "segar jus sayur mangga pisang melon pepaya jeruk alpukat rujak manisan"),
    ),
    # otherwise a count of things
}

#: Words of letters and tenders, and of who buys, where and when: they never say what is needed.
BOILERPLATE = """
ada adalah agar akan anda antara apa atas atau bagi bagian bagus bahan baik banyak barang baru beberapa beli belum
berbagai berikut bersama bersedia bertahap bila bisa bulan bulanan buyer calon cara cocok dalam dan dapat dari datang
demi dengan di dibutuhkan dicari diperlukan distributor dll hal harga hari harus hingga hotel ingin ini itu jadi
jangka jasa jenis juga jumlah kali kami kantor kapasitas karena karyawan kebutuhan kecamatan kemitraan kerja kerjasama
kepada ketentuan khas klaten kirim kontrak kota kualitas kualitasnya lain lainnya lama lebih lokal macam maksimal
mampu mana masing mencari mengirim menyediakan melayani memasok membeli membuat membutuhkan memerlukan memenuhi
menerima menjual menjadi mesin milik minggu minimal minimum mitra model mulai mutu namun oleh orang pabrik pada
panjang para partai pasar pasok pasokan pegawai pelanggan pemasok pembayaran pembelian penawaran pengadaan pengiriman
perlu perusahaan pesan pesanan pihak produk produksi produsen program proses proyek pt punya rangka resmi restoran
rumah rutin rupiah saat sama sampai sangat satu sebagai sebuah secara sedang sejak selama semua sendiri serta sesuai
setiap siap spesifikasi standar stok suplai supplier suplier tahun tahunan tanpa telah tempat tempo tepat terbaik
tersedia tertentu terus tiap tidak tinggi toko total tujuan ukuran umkm unit untuk usaha utama vendor volume waktu
warga warna wilayah yaitu yang a able about all also an and any are as at available based be been being best between
both business by can capacity central change client company contract corporate custom customer daily date day
delivered deliver delivery demand employee end etc every factory for from full good goods guest has have high in
indonesia indonesian into is it item its java job kind long looking made make maker making manufacture manufacturer
many may minimum month monthly more most must need needed needs new no not number of office on one only or order our
out over packed payment per person piece please possible price procure procurement procuring produce producer product
production programme project provide provider purchase quality quantity ready regular regularly required requirement
requirements restaurant room sample seek seeking sell service set several should size some source sourcing
specification specifications staff standard style such supplied suppliers supply term terms that the their them these
they this time to type under up use used various vendor we week weekly well which will with within work worker workers
year yearly you your malam pagi siang plant plants meter potong lembar pcs pieces kilogram gram liter litre ton kodi
lusin dozen stel pasang pair bungkus pack packs paket dus box boxes ekor yard metre metres meters
"""
